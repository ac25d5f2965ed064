# groups-do-not-divide: three groups cannot share sixteen channels.

from torch import nn

conv = nn.Conv2d(16, 32, 3, groups=3)
