"""``python -m govperf_sim`` is ``govperf``."""

from govperf_sim.cli import main

if __name__ == "__main__":
    main()
