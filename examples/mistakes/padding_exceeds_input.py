# padding-exceeds-input: a reflection of three cells needs four.

import torch
from torch import nn

block = nn.Sequential(nn.ReflectionPad2d(3), nn.Conv2d(3, 64, 7))
block(torch.zeros(1, 3, 2, 360))
