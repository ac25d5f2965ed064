// Parts of Markdown files that scripts write.

/** The text with the part between `<!-- generated: name -->` and `<!-- /generated -->` replaced. */
export function withSection(text, path, name, part) {
  const start = `<!-- generated: ${name} -->`;
  const end = '<!-- /generated -->';
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${path} has no place for the generated part '${name}' (${start} … ${end})`);
  return `${text.slice(0, from + start.length)}\n\n${part.trim()}\n\n${text.slice(to)}`;
}
