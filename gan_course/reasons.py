"""운영체제가 영어로 말하는 오류(`OSError`)의 까닭을 우리말로."""

import errno

# 여기에 없는 것은 운영체제의 말을 그대로 보입니다.
_REASONS = {
    errno.ENOENT: "그런 파일이나 폴더가 없습니다",
    errno.EEXIST: "같은 이름의 파일이 이미 있습니다. 다른 이름을 주십시오",
    errno.ENOTDIR: "폴더가 아닙니다",
    errno.EISDIR: "파일이 아니라 폴더입니다",
    errno.EACCES: "읽거나 쓸 권한이 없습니다",
    errno.EPERM: "읽거나 쓸 권한이 없습니다",
    errno.ENOSPC: "디스크에 빈자리가 없습니다",
    errno.EROFS: "읽기만 되는 디스크입니다",
    errno.ENAMETOOLONG: "이름이 너무 깁니다",
    errno.EMFILE: "열어 둔 파일이 너무 많습니다",
    errno.ELOOP: "링크가 돌고 돕니다",
    errno.EIO: "디스크나 네트워크 드라이브를 읽고 쓰지 못했습니다",
    errno.ETXTBSY: "다른 프로그램이 쓰고 있습니다",
}


def reason(error: BaseException) -> str:
    """`error`의 까닭(마침표 없이). 운영체제의 오류가 아니면 그 글 그대로."""
    if isinstance(error, OSError) and error.errno is not None:
        return _REASONS.get(error.errno, error.strerror or str(error))
    return str(error)
