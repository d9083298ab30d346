"""Types of arrays that all parts share."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.floating]
"""Numbers of any precision: what a run hands on and what is worked out of it."""

Floats32 = NDArray[np.float32]
"""Single precision, in which draws and innovations are kept and runs computed."""

Floats64 = NDArray[np.float64]
"""Double precision, for statistics."""
