"""Small files of every kind, for programs that read them."""

import struct
from pathlib import Path

import numpy as np
import tensorflow as tf


def bitmap(height, width):
    """A picture in 24 colours, without compression."""
    row = b"\0" * ((width * 3 + 3) // 4 * 4)
    head = struct.pack("<IiiHHIIiiII", 40, width, height, 1, 24, 0, len(row) * height, 0, 0, 0, 0)
    return b"BM" + struct.pack("<IHHI", 54 + len(row) * height, 0, 0, 54) + head + row * height


def animation(frames):
    """Pictures of one point, one after another."""
    point = b"\x2c\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0"
    return b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff" + point * frames + b"\x3b"


def example(number):
    picture = tf.io.encode_png(np.zeros([4, 5, 3], np.uint8)).numpy()
    feature = {
        "x": tf.train.Feature(float_list=tf.train.FloatList(value=[0.5] * 6)),
        "y": tf.train.Feature(int64_list=tf.train.Int64List(value=[number])),
        "picture": tf.train.Feature(bytes_list=tf.train.BytesList(value=[picture])),
    }
    return tf.train.Example(features=tf.train.Features(feature=feature)).SerializeToString()


def write(folder):
    at = Path(folder)
    (at / "lines.txt").write_text("one\ntwo\nthree\n")
    (at / "table.csv").write_text("a,b,y\n1,2,0\n3,4,1\n5,6,0\n")
    for name in ("one", "two"):
        (at / f"{name}.png").write_bytes(tf.io.encode_png(np.zeros([4, 5, 3], np.uint8)).numpy())
    (at / "one.jpg").write_bytes(tf.io.encode_jpeg(np.zeros([4, 5, 3], np.uint8)).numpy())
    (at / "one.bmp").write_bytes(bitmap(4, 5))
    (at / "one.gif").write_bytes(animation(2))
    with tf.io.TFRecordWriter(str(at / "records")) as writer:
        for number in range(3):
            writer.write(example(number))
