// 두 신경망과 두 Adam: plane_lab.game.PlaneGAN의 한 걸음.

const UNITS = 64, BETA_2 = 0.999, EPSILON = 1e-7;

// 글로로트 균등 분포(Keras의 Dense가 시작하는 것). 편향은 0입니다.
function dense(next, inputs, outputs) {
  const reach = Math.sqrt(6 / (inputs + outputs));
  return [Float32Array.from({ length: inputs * outputs }, () => reach * (2 * next() - 1)), new Float32Array(outputs)];
}

function fresh(next, outputs) {
  return [dense(next, 2, UNITS), dense(next, UNITS, UNITS), dense(next, UNITS, outputs)].flat();
}

export class PlaneGame {
  // weights를 주면(시험) 그 가중치에서, 아니면 난수에서 시작합니다: [생성자의 배열 여섯, 판별자의 배열 여섯].
  constructor(tf, facts, settings, next, weights = [fresh(next, 2), fresh(next, 1)]) {
    this.tf = tf;
    this.settings = settings;
    this.objective = facts.objectives.find(({ key }) => key === settings.objective);
    this.penalty = this.objective.gradient_penalty;
    const shapes = (outputs) => [[2, UNITS], [UNITS], [UNITS, UNITS], [UNITS], [UNITS, outputs], [outputs]];
    [this.generator, this.discriminator] = weights.map((arrays, which) =>
      arrays.map((array, index) => tf.variable(tf.tensor(array, shapes(which ? 1 : 2)[index]))));
    this.optimizers = [settings.generator_rate, settings.discriminator_rate].map((rate) => tf.train.adam(rate, 0.5, BETA_2));
    this.steps = [0, 0];
  }

  dispose() {
    [...this.generator, ...this.discriminator].forEach((variable) => variable.dispose());
    this.optimizers.forEach((optimizer) => optimizer.dispose());
  }

  setRates(...rates) {
    rates.forEach((rate, which) => { this.optimizers[which].learningRate = rate; });
  }

  // Keras의 Adam은 ε을 편향을 고치기 전의 √v에, TensorFlow.js는 고친 뒤의 것에 더합니다. 같아지도록 걸음마다 옮깁니다.
  minimize(which, loss, variables) {
    this.steps[which] += 1;
    this.optimizers[which].epsilon = EPSILON / Math.sqrt(1 - BETA_2 ** this.steps[which]);
    this.optimizers[which].minimize(loss, false, variables);
  }

  network(weights, x) {
    const { tf } = this;
    const layer = (values, index) => values.matMul(weights[index]).add(weights[index + 1]);
// tf.leakyRelu와 tf.maximum은 두 번 미분되지 않아 벌점을 매길 수 없습니다.
    const leaky = (values) => tf.relu(values).sub(tf.relu(values.neg()).mul(0.2));
    return layer(leaky(layer(leaky(layer(x, 0)), 2)), 4);
  }

  discriminatorLoss(real, fake) {
    return this.tf.add(...this.objective.discriminator.map((term) => this.mean(term, real, fake)));
  }

  generatorLoss(real, fake) {
    return this.mean(this.objective.generator, real, fake);
  }

  // 손실의 항 하나: 파이썬의 gan_course.losses가 쓰는 것들입니다.
  mean(term, real, fake) {
    const { tf } = this;
    const terms = {
      say_real: () => tf.softplus(real.neg()), say_fake: () => tf.softplus(fake), fool: () => tf.softplus(fake.neg()), saturate: () => tf.softplus(fake).neg(),
      square_real: () => real.sub(1).square().mul(0.5), square_fake: () => fake.square().mul(0.5), square_fool: () => fake.sub(1).square(),
      hinge_real: () => tf.relu(tf.scalar(1).sub(real)), hinge_fake: () => tf.relu(fake.add(1)), raise: () => fake.neg(),
      lower_real: () => real.neg(), lower_fake: () => fake, above: () => tf.softplus(fake.sub(real)), below: () => tf.softplus(real.sub(fake)), nothing: () => tf.scalar(0),
    };
    return tf.mean(terms[term]());
  }

  // 점마다 ‖∇D(x)‖², [배치].
  slopes(points) {
    const gradient = this.tf.grad((x) => this.network(this.discriminator, x).sum())(points);
    return gradient.square().sum(1);
  }

  // real과 noise는 [배치, 2]의 Float32Array, next는 섞는 비율의 난수(WGAN-GP).
  discriminatorStep(real, noise, next) {
    const { tf, settings } = this;
    tf.tidy(() => {
      const points = tf.tensor2d(real, [real.length / 2, 2]);
      const fake = this.network(this.generator, tf.tensor2d(noise, [noise.length / 2, 2]));
      this.minimize(1, () => {
        let loss = this.discriminatorLoss(this.network(this.discriminator, points), this.network(this.discriminator, fake));
        if (settings.r1) loss = loss.add(this.slopes(points).mean().mul(0.5 * settings.r1));
        if (settings.r2) loss = loss.add(this.slopes(fake).mean().mul(0.5 * settings.r2));
        if (this.penalty) {
          const mix = tf.tensor2d(Float32Array.from({ length: real.length / 2 }, next), [real.length / 2, 1]);
          loss = loss.add(this.slopes(points.add(mix.mul(fake.sub(points)))).add(1e-12).sqrt().sub(1).square().mean().mul(this.penalty));
        }
        return loss;
      }, this.discriminator);
    });
  }

  generatorStep(real, noise) {
    const { tf } = this;
    tf.tidy(() => {
      const points = tf.tensor2d(real, [real.length / 2, 2]), latent = tf.tensor2d(noise, [noise.length / 2, 2]);
      this.minimize(0, () => this.generatorLoss(this.network(this.discriminator, points), this.network(this.discriminator, this.network(this.generator, latent))), this.generator);
    });
  }

  // 가짜 점, 칸마다의 답, 앞의 가짜 몇 개가 밀리는 방향: PlaneGAN.look.
  look(noise, cells, real, arrows) {
    const { tf, objective } = this;
    return tf.tidy(() => {
      const fake = this.network(this.generator, tf.tensor2d(noise, [noise.length / 2, 2]));
      const judge = (points) => this.network(this.discriminator, points);
      const partners = tf.tensor2d(real, [real.length / 2, 2]);
      const outputs = judge(tf.tensor2d(cells, [cells.length / 2, 2]));
      let answers;
      if (objective.output === "score") answers = tf.sigmoid(outputs.sub(tf.mean(tf.concat([judge(partners), judge(fake.slice(0, partners.shape[0]))]))));
      else if (objective.output === "logit") answers = tf.sigmoid(outputs);
      else answers = tf.clipByValue(outputs.sub(objective.output[0]).div(objective.output[1] - objective.output[0]), 0, 1);
      const pushed = tf.grad((points) => this.generatorLoss(judge(partners.slice(0, arrows)), judge(points)))(fake.slice(0, arrows));
      return { fake: fake.dataSync(), answers: answers.dataSync(), arrows: pushed.mul(-arrows).dataSync() };
    });
  }

  weights() {
    return [this.generator, this.discriminator].map((each) => each.map((variable) => [...variable.dataSync()]));
  }
}
