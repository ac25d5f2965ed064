# output-padding-range: the output of a transposed convolution can be one cell longer here, not two.

import torch
from torch import nn

up = nn.ConvTranspose2d(64, 32, 3, stride=2, padding=1, output_padding=2)
up(torch.zeros(8, 64, 7, 7))
