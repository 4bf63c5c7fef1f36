"""Answers questions about care qualifications from official guidance, word for word."""

import os

# Before anything imports NumPy: its matrices here are small, and the threads of its BLAS
# wait for each other longer than they work (57 ms a question with them, 43 without).
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
