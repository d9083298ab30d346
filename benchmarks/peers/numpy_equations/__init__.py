"""The equations in NumPy, module by module and name by name as in `slipstream.model`.

Arguments keep our order and units, which stand there. A value is a scalar of the month or
``(draw,)``.
"""

import numpy as np

from benchmarks.peers.inputs import Floats

Value = Floats | np.floating | float
