"""govperf_sim: indicator weights that can be defended, and assessment years simulated."""
