"""`python -m faqbot.cli`: the command without its script."""

import sys

from faqbot.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
