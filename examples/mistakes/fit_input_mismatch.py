# fit-input-mismatch: images that were flattened, for a model that takes images.

import numpy as np
from tensorflow.keras import Sequential
from tensorflow.keras.layers import Conv2D, Dense, Flatten

model = Sequential([Conv2D(32, 3, input_shape=(28, 28, 1)), Flatten(), Dense(10)])
model.compile('adam', 'sparse_categorical_crossentropy')

images, labels = np.zeros((60000, 784)), np.zeros(60000)
model.fit(images, labels)
