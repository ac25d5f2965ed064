# target-mismatch: labels without the axis that the scores have.

import torch
from torch import nn

scores = torch.sigmoid(nn.Linear(64, 1)(torch.zeros(8, 64)))
loss = nn.BCELoss()(scores, torch.ones(8))
