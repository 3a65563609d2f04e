"""``python -m gan_course``: 명령 ``gan-course``와 같습니다."""

import sys

from gan_course.cli import main

sys.exit(main())
