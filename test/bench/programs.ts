/** Programs of any length that look like what people write: helpers, a class, layers in a row, plain Python between them. */

const pythonBlock = (at: number): string => `
def block_${at}(x, out, size=3, stride=2):
    """Halves height and width."""
    w = tf.random.normal([size, size, x.shape[-1], out])
    b = tf.zeros([out])
    h = tf.nn.conv2d(x, w, strides=stride, padding='SAME')
    return tf.nn.relu(tf.nn.bias_add(h, b))


class Model_${at}:
    def __init__(self, channels=3, depth=16):
        self.channels = channels
        self.depth = depth
        self.names = ['layer%d' % i for i in range(4)]
        self.settings = {'strides': [1, 2, 2, 1], 'padding': 'SAME'}

    def encode(self, images):
        h = block_${at}(images, self.depth)
        h = block_${at}(h, self.depth * 2)
        return block_${at}(h, self.depth * 4)

    def decode(self, features):
        n, height, width, channels = features.shape
        w = tf.random.normal([3, 3, self.depth, channels])
        return tf.nn.conv2d_transpose(features, w, [n, height * 2, width * 2, self.depth], 2)

    def describe(self):
        lines = []
        for name in self.names:
            lines.append('{}: {}'.format(name, self.depth))
        return '\\n'.join(lines)


images_${at} = tf.random.normal([8, 32, 32, 3])
model_${at} = Model_${at}()
features_${at} = model_${at}.encode(images_${at})
larger_${at} = model_${at}.decode(features_${at})
flat_${at} = tf.reshape(larger_${at}, [8, -1])
total_${at} = tf.reduce_sum(tf.concat([flat_${at}, flat_${at}], axis=1))
`;

const typescriptBlock = (at: number): string => `
function block${at}(x: tf.Tensor4D, out: number, size = 3, stride = 2): tf.Tensor4D {
  const w = tf.randomNormal<tf.Rank.R4>([size, size, x.shape[3], out]);
  const b = tf.zeros<tf.Rank.R1>([out]);
  const h = tf.conv2d(x, w, stride, 'same');
  return tf.relu(tf.add(h, b));
}

class Model${at} {
  readonly names = [0, 1, 2, 3].map((i) => \`layer\${i}\`);

  constructor(readonly channels = 3, readonly depth = 16) {}

  encode(images: tf.Tensor4D) {
    let h = block${at}(images, this.depth);
    h = block${at}(h, this.depth * 2);
    return block${at}(h, this.depth * 4);
  }

  decode(features: tf.Tensor4D) {
    const [n, height, width, channels] = features.shape;
    const w = tf.randomNormal<tf.Rank.R4>([3, 3, this.depth, channels]);
    return tf.conv2dTranspose(features, w, [n, height * 2, width * 2, this.depth], 2, 'same');
  }

  describe() {
    const lines: string[] = [];
    for (const name of this.names) {
      lines.push(\`\${name}: \${this.depth}\`);
    }
    return lines.join('\\n');
  }
}

const images${at} = tf.randomNormal<tf.Rank.R4>([8, 32, 32, 3]);
const model${at} = new Model${at}();
const features${at} = model${at}.encode(images${at});
const larger${at} = model${at}.decode(features${at});
const flat${at} = tf.reshape(larger${at}, [8, -1]);
const total${at} = tf.sum(tf.concat([flat${at}, flat${at}], 1));
`;

export type BenchLanguage = 'python' | 'typescript';

const heads = { python: 'import tensorflow as tf\n', typescript: "import * as tf from '@tensorflow/tfjs';\n" };

/** `lines` lines, or a few more so that the last block is whole. */
export function program(language: BenchLanguage, lines: number): string {
  let text = heads[language];
  for (let at = 0; text.split('\n').length < lines; at++) text += language === 'python' ? pythonBlock(at) : typescriptBlock(at);
  return text;
}

/** Code without tensors, as most files of a repository are. */
export const plainProgram = (lines: number): string =>
  `import os\n${Array.from({ length: lines / 4 }, (_, at) => `\ndef f${at}(a, b=${at}):\n    c = [a, b, os.sep]\n    return len(c) + ${at}\n`).join('')}`;
