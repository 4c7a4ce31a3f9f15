"""What an experiment varies: levers, uncertainties, and the plan by which their values are chosen."""
