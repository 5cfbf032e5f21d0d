"""Training, judging and serving of models (ADR 0035). Only `training` needs numpy and LightGBM, and loads them when called; a
model is plain JSON, served by plain Python: nothing that is loaded can run anything."""
