/** Reads a dim as it is shown, with numbers for its names: `2*⌊(H + 1)/3⌋ - (W mod 2)`. */
export function readDim(text: string, values: Readonly<Record<string, number>>): number {
  const tokens = text.match(/\d+|\w+|\S/g) ?? [];
  let at = 0;
  const take = (token: string): boolean => tokens[at] === token && ++at > 0;
  const expect = (token: string) => {
    if (!take(token)) throw new Error(`'${text}': expected '${token}' at token ${at}`);
  };

  const sum = (): number => {
    let total = take('-') ? -product() : product();
    for (;;) {
      if (take('+')) total += product();
      else if (take('-')) total -= product();
      else return total;
    }
  };

  const product = (): number => {
    let total = atom();
    while (take('*')) total *= atom();
    return total;
  };

  const atom = (): number => {
    if (take('⌊')) return quotient(Math.floor, '⌋');
    if (take('⌈')) return quotient(Math.ceil, '⌉');
    if (take('(')) {
      const inner = sum();
      if (!take('mod')) return closed(inner);
      const by = sum();
      return closed(inner - by * Math.floor(inner / by));
    }
    const token = tokens[at++] ?? '';
    if (/^\d/.test(token)) return Number(token);
    if (!take('(')) return values[token] ?? Number.NaN;
    const parts = [sum()];
    while (take(',')) parts.push(sum());
    return closed(token === 'max' ? Math.max(...parts) : token === 'min' ? Math.min(...parts) : Number.NaN);
  };

  const closed = (value: number): number => {
    expect(')');
    return value;
  };

  // Below the line stands one atom: a product has parentheses.
  const quotient = (round: (x: number) => number, end: string): number => {
    const of = sum();
    expect('/');
    const by = atom();
    expect(end);
    return round(of / by);
  };

  const value = sum();
  if (at < tokens.length) throw new Error(`'${text}': '${tokens[at]}' is left over`);
  return value;
}
