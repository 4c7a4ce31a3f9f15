"""Who plays the cells of an experiment: this process, others beside it, or a cluster."""
