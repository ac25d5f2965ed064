"""Records the keywords that the constructors of Keras' layers took in any release, read off the sources of all of them.

python record_keywords.py REPOSITORY [FOLDER …]

REPOSITORY is a clone of keras-team/keras with its tags; each FOLDER holds further layers: `tensorflow/python/keras`, keras-team/tf-keras' `tf_keras`.
A line is a class and its words: parameters of its constructor and of those it inherits, what it takes out of `**kwargs`, and what
the decorators of Keras 2.0 to 2.3 translate from Keras 1 (legacy/interfaces.py).
"""

import ast
import json
import os
import re
import subprocess
import sys
from collections import defaultdict

FOLDERS = ('keras/layers', 'keras/engine', 'keras/legacy', 'keras/src/layers', 'keras/src/engine', 'keras/src/ops/operation.py')


def text_of(node):
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier() else None


def texts(node):
    return {text_of(each) for each in ast.walk(node)} - {None}


def is_keywords(node):
    return isinstance(node, ast.Name) and 'kwargs' in node.id


def taken(function):
    """What a function takes out of its `**kwargs`, and the sets of what it allows."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and is_keywords(node.func.value) and node.args:
            yield text_of(node.args[0])
        elif isinstance(node, ast.Subscript) and is_keywords(node.value):
            yield text_of(node.slice)
        elif isinstance(node, ast.Compare) and any(is_keywords(each) for each in node.comparators):
            yield text_of(node.left)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and 'allowed' in node.targets[0].id:
            yield from texts(node.value)


def parameters(function):
    arguments = function.args
    return {each.arg for each in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]} - {'self', 'cls'}


class Words:
    def __init__(self):
        self.own = defaultdict(set)
        self.bases = defaultdict(set)
        self.decorators = defaultdict(set)
        self.decorated = defaultdict(set)

    def read(self, text):
        try:
            tree = ast.parse(text)
        except SyntaxError:
            return
        functions = {each.name: each for each in tree.body if isinstance(each, ast.FunctionDef)}
        for node in tree.body:
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call) and isinstance(node.targets[0], ast.Name):
                used = [functions[each.id] for each in ast.walk(node.value) if isinstance(each, ast.Name) and each.id in functions]
                if node.targets[0].id.startswith('legacy_'):
                    self.decorators[node.targets[0].id] |= texts(node.value).union(*(texts(each) for each in used))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and isinstance(node.targets[0], ast.Name):
                self.bases[node.targets[0].id].add(node.value.id)
            elif isinstance(node, ast.FunctionDef):
                self.note(node.name, node)
            elif isinstance(node, ast.ClassDef):
                self.bases[node.name] |= {each.id if isinstance(each, ast.Name) else each.attr for each in node.bases if isinstance(each, (ast.Name, ast.Attribute))}
                for each in node.body:
                    if isinstance(each, ast.FunctionDef) and each.name in ('__init__', '__new__'):
                        self.note(node.name, each)

    def note(self, name, function):
        self.own[name] |= parameters(function) | (set(taken(function)) - {None})
        for each in function.decorator_list:
            word = each.attr if isinstance(each, ast.Attribute) else getattr(each, 'id', '')
            self.decorated[name].add(word)
            # It takes a layout beside each initializer.
            if word == 'allow_initializer_layout':
                self.own[name] |= {re.sub('initializer$', 'layout', each) for each in self.own[name] if each.endswith('_initializer')}

    def all(self, name, seen=()):
        words = self.own[name].union(*(self.decorators[each] for each in self.decorated[name]))
        for base in self.bases[name] - {*seen, name}:
            words |= self.all(base, (*seen, name))
        return words


def blobs(repository):
    """Each file of each release once."""
    git = ['git', '-C', repository]
    tags = [tag for tag in subprocess.check_output([*git, 'tag'], text=True).split() if re.fullmatch(r'v?\d+\.\d+[.,]\d+', tag)]
    found = {}
    for tag in tags:
        for line in subprocess.check_output([*git, 'ls-tree', '-r', tag, '--', *FOLDERS], text=True).splitlines():
            info, path = line.split('\t')
            if path.endswith('.py') and not path.endswith('_test.py'):
                found[info.split()[2]] = path
    process = subprocess.run([*git, 'cat-file', '--batch'], input='\n'.join(found).encode(), stdout=subprocess.PIPE, check=True)
    rest = process.stdout
    while rest:
        head, _, rest = rest.partition(b'\n')
        size = int(head.split()[2])
        yield rest[:size].decode('utf8', 'replace')
        rest = rest[size + 1 :]


def main():
    repository, *folders = sys.argv[1:]
    words = Words()
    for text in blobs(repository):
        words.read(text)
    for folder in folders:
        for place, _, files in os.walk(folder):
            for file in files:
                if file.endswith('.py') and not file.endswith('_test.py'):
                    with open(os.path.join(place, file), encoding='utf8') as source:
                        words.read(source.read())
    here = os.path.dirname(os.path.abspath(__file__))
    os.makedirs(os.path.join(here, 'keywords'), exist_ok=True)
    with open(os.path.join(here, 'keywords', 'keras-0.1-3.15.jsonl'), 'w') as out:
        for name in sorted({*words.own, *words.bases}):
            if not name.startswith('_') and words.all(name):
                out.write(json.dumps({'name': name, 'words': ' '.join(sorted(words.all(name)))}) + '\n')


main()
