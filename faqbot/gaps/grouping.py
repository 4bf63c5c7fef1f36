"""Questions that mean the same, put together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Matrix = npt.NDArray[np.float32]


def groups(vectors: Matrix, threshold: float) -> list[list[int]]:
    """Return rows that belong together: average linkage by cosine, cut at a threshold.

    Two groups become one while the mean cosine between their members is at least the
    threshold, the most similar two first. The chain of nearest neighbours finds the same
    groups in time that grows with the square of the rows. Ties go to the lower row.

    Args:
        vectors: unit vectors, shape (rows, dimension).
        threshold: mean cosine, above which two groups are one.

    Returns:
        Every row once; the rows of a group in order, groups by their first row.
    """
    count = len(vectors)
    likeness = vectors.astype(np.float64) @ vectors.T.astype(np.float64)
    np.fill_diagonal(likeness, -np.inf)
    sizes = np.ones(count)
    members = {row: [row] for row in range(count)}
    chain: list[int] = []
    done: list[list[int]] = []
    while members:
        if not chain:
            chain = [min(members)]
        tip = chain[-1]
        nearest = int(likeness[tip].argmax())
        if len(chain) > 1 and likeness[tip, chain[-2]] >= likeness[tip, nearest]:
            nearest = chain[-2]
        if likeness[tip, nearest] < threshold:
            # Nothing is near enough to the tip, nor will be: what is joined elsewhere is no nearer.
            done.append(members.pop(tip))
            likeness[tip, :] = likeness[:, tip] = -np.inf
            chain.pop()
        elif len(chain) > 1 and nearest == chain[-2]:
            kept, gone = sorted((tip, nearest))
            weights = sizes[[kept, gone]] / sizes[[kept, gone]].sum()
            joined = weights[0] * likeness[kept] + weights[1] * likeness[gone]
            likeness[kept, :] = likeness[:, kept] = joined
            likeness[gone, :] = likeness[:, gone] = -np.inf
            likeness[kept, kept] = -np.inf
            sizes[kept] += sizes[gone]
            members[kept] += members.pop(gone)
            del chain[-2:]
        else:
            chain.append(nearest)
    return sorted(sorted(rows) for rows in done)
