"""여러 장치와 여러 컴퓨터(`tf.distribute`)에서도 한 장치와 같은 훈련이 되게 하는 것들.

복제본(replica)은 배치를 나누어 갖는 장치 하나입니다. 옵티마이저는 복제본의 그레이디언트를 **더하므로**, 복제본마다 낸
평균을 그대로 쓰면 그레이디언트가 복제본의 수만큼 커집니다. 그래서 복제본마다 전체 배치에서 제가 맡은 몫을 곱합니다.

한 장치와 같게 하는 것: 손실의 평균, 잡음과 WGAN-GP의 섞는 비율(전체 배치의 것을 뽑아 나눕니다), 이미지 풀(가짜를 모두
모아 복제본마다 똑같이 바꿉니다), 손실의 기록. 배치 정규화는 `synchronized=True`일 때만 같고, 아니면 복제본마다 제
배치의 통계를 쓰며 첫 복제본의 이동 통계가 저장됩니다. 드롭아웃은 복제본마다 같은 난수를 씁니다.
"""

import json
import os

from gan_course._tensorflow import tf, without_autotune

_UNEQUAL = "복제본이 여럿이면 한 배치의 두 도메인에 든 이미지의 수가 같아야 합니다. unpaired_dataset을 쓰십시오."


def strategy():
    """이 프로세스에 맞는 `tf.distribute.Strategy`. 다른 TensorFlow 연산보다 먼저 부르십시오.

    환경 변수 `TF_CONFIG`가 있으면 거기 적힌 컴퓨터들의 `MultiWorkerMirroredStrategy`, GPU가 여럿이면
    `MirroredStrategy`, 아니면 보통의 한 장치입니다.

    Raises:
        ValueError: `TF_CONFIG`가 JSON의 객체가 아닐 때.
    """
    if given := os.environ.get("TF_CONFIG"):
        try:
            sound = isinstance(json.loads(given), dict)
        except ValueError:
            sound = False
        if not sound:
            raise ValueError(
                f"환경 변수 TF_CONFIG를 읽을 수 없습니다: {given[:80]!r}. 컴퓨터의 목록을 적은 JSON이어야 합니다. "
                "컴퓨터 하나로 훈련하려면 지우십시오."
            )
        return tf.distribute.MultiWorkerMirroredStrategy()
    if len(tf.config.list_physical_devices("GPU")) > 1:
        return tf.distribute.MirroredStrategy()
    return tf.distribute.get_strategy()


def replicas():
    """배치를 나누어 갖는 복제본의 수. 보통은 1입니다."""
    return tf.distribute.get_strategy().num_replicas_in_sync


def has_several_workers(strategy):
    """다른 프로세스나 컴퓨터와 함께 훈련하는지."""
    return isinstance(strategy, tf.distribute.MultiWorkerMirroredStrategy) and (
        strategy.cluster_resolver is not None and bool(strategy.cluster_resolver.cluster_spec().as_dict())
    )


def is_chief(strategy):
    """여러 컴퓨터 가운데 파일을 쓰는 첫 컴퓨터인지."""
    resolver = strategy.cluster_resolver
    has_chief = "chief" in resolver.cluster_spec().jobs
    return resolver.task_type == "chief" or (not has_chief and resolver.task_id == 0)


def from_every_worker(strategy, numbers):
    """컴퓨터마다 낸 정수 목록(길이는 같아야 함)을 복제본의 차례로 모은 목록. 모두가 함께 불러야 합니다."""

    @tf.function
    def gather():
        def mine():
            return tf.distribute.get_replica_context().all_gather(tf.constant([numbers]), axis=0)

        return strategy.run(mine)

    return strategy.experimental_local_results(gather())[0].numpy().tolist()


def share_of_batch(images):
    """이 복제본의 이미지 수를 전체 배치의 이미지 수로 나눈 값. 복제본이 하나면 None입니다.

    평균 손실에 곱해 더하면, 복제본마다 이미지의 수가 달라도 전체 배치의 평균이 됩니다.
    """
    if replicas() == 1:
        return None
    here, everywhere, _ = _counts(tf.shape(images)[0])
    return tf.cast(here, tf.float32) / tf.cast(everywhere, tf.float32)


def draw_rows(draw, count):
    """`draw(전체 배치의 수)` 가운데 이 복제본이 맡은 `count`행. 복제본마다 다른 난수가 됩니다."""
    if replicas() == 1:
        return draw(count)
    _, everywhere, before = _counts(count)
    return draw(everywhere)[before : before + count]


def on_whole_batch(function, images):
    """모든 복제본의 `images`를 모아 `function`을 부르고, 결과에서 이 복제본의 행을 돌려줍니다.

    복제본마다 같은 계산을 하므로 `function`이 바꾸는 변수는 어디에서나 같습니다.
    """
    if replicas() == 1:
        return function(images)
    here, _, before = _counts(tf.shape(images)[0])
    everyone = tf.distribute.get_replica_context().all_gather(images, axis=0)
    return function(everyone)[before : before + here]


def split_batches(data, strategy):
    """배치를 복제본의 수만큼 차례로 나눈, 에포크의 끝에서 멈추지 않는 자료. `fit`에는 `steps_per_epoch`와 함께 줍니다.

    `fit`이 스스로 나누면 이미지가 복제본보다 적은 배치에서 어떤 복제본은 빈 배치를 받아 손실이 NaN이 됩니다. 또 나눈
    자료가 끝나는 것을 알려면 배치 없이 한 걸음을 더 가 보아야 하고, 그 걸음이 난수와 걸음 수를 바꿉니다. 그래서
    끝나지 않게 합니다.

    Args:
        data: 배치를 내는 `tf.data.Dataset`. 배치는 텐서이거나, 같은 수의 이미지가 든 텐서들의 튜플입니다.
            컴퓨터가 여럿이면 컴퓨터마다 같은 자료를 만들고, 저마다 제 몫만 씁니다.
        strategy: 나누는 법을 아는 `tf.distribute.Strategy`.

    Returns:
        `tf.distribute.DistributedDataset`. 이미지가 복제본보다 적은 배치를 만나면 `InvalidArgumentError`입니다.
    """
    total = strategy.num_replicas_in_sync

    def local(context):
        here = total // context.num_input_pipelines
        first = context.input_pipeline_id * here

        def pieces(*batch):
            batch = batch if len(batch) > 1 else batch[0]
            count, *others = (tf.shape(part)[0] for part in tf.nest.flatten(batch))
            equal = [tf.debugging.assert_equal(count, other, message=_UNEQUAL) for other in others]
            enough = tf.debugging.assert_greater_equal(
                count, total,
                message=f"이미지가 복제본({total}개)보다 적은 배치가 있습니다. batch_size를 복제본 수의 배수로, "
                "마지막 배치도 그보다 작지 않게 정하십시오.",
            )  # fmt: skip

            def piece(replica):
                # 나머지는 앞쪽 복제본이 한 장씩 더 맡습니다.
                start = replica * (count // total) + tf.minimum(replica, count % total)
                size = count // total + tf.cast(replica < count % total, tf.int32)
                return tf.nest.map_structure(lambda part: part[start : start + size], batch)

            with tf.control_dependencies([enough, *equal]):
                return tf.data.Dataset.range(first, first + here, output_type=tf.int32).map(piece)

        endless = data.stream() if hasattr(data, "stream") else data.repeat()
        infinite = tf.data.experimental.assert_cardinality(tf.data.INFINITE_CARDINALITY)
        return without_autotune(endless.flat_map(pieces).apply(infinite))

    return strategy.distribute_datasets_from_function(local)


def _counts(here):
    """(이 복제본의 수, 전체의 수, 앞선 복제본들의 수)"""
    context = tf.distribute.get_replica_context()
    counts = context.all_gather(tf.convert_to_tensor(here)[tf.newaxis], axis=0)
    return here, tf.reduce_sum(counts), tf.reduce_sum(counts[: context.replica_id_in_sync_group])
