"""The linear model of the tone toward a target: masking, features, scoring, training."""
