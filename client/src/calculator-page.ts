/** The calculator's document. It loads one script and nothing else; everything in it is made by that script. */

export const calculatorPage = (script: string, nonce: string): string => `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}';">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shape Calculator</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main id="calculator"><p>The calculator is starting.</p></main>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>
`;

const style = `
body { padding: 0 20px 24px; color: var(--vscode-foreground); font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
main { display: grid; grid-template: 'title title' 'call result' 'call details' 1fr / minmax(260px, 360px) minmax(300px, 1fr); gap: 0 36px; align-items: start; }
h1 { grid-area: title; font-size: 1.4em; font-weight: 600; margin: 18px 0 4px; }
#call { grid-area: call; }
#result { grid-area: result; }
#details { grid-area: details; }
/* Beside an editor there is room for one column: the shape stays in sight above the fields. */
@media (max-width: 720px) {
  main { grid-template: 'title' 'result' 'call' 'details' / minmax(0, 1fr); }
  #result { position: sticky; top: 0; z-index: 1; background: var(--vscode-editor-background); border-bottom: 1px solid var(--vscode-editorWidget-border, #8884); }
}
h2 { font-size: 1em; font-weight: 600; margin: 14px 0 6px; }
p { margin: 6px 0; line-height: 1.5; }
a { color: var(--vscode-textLink-foreground); }
label { display: block; margin: 12px 0 3px; font-weight: 600; }
.type, .hint { font-weight: normal; color: var(--vscode-descriptionForeground); }
.type { margin-left: 8px; font-family: var(--vscode-editor-font-family); font-size: 0.92em; }
input, select { box-sizing: border-box; width: 100%; padding: 4px 6px; font-family: var(--vscode-editor-font-family); font-size: 1em;
  color: var(--vscode-input-foreground); background: var(--vscode-input-background); border: 1px solid var(--vscode-input-border, var(--vscode-contrastBorder, #8888)); border-radius: 2px; }
select { color: var(--vscode-dropdown-foreground); background: var(--vscode-dropdown-background); border-color: var(--vscode-dropdown-border, #8888); }
input::placeholder { color: var(--vscode-input-placeholderForeground); }
input[aria-invalid="true"], select[aria-invalid="true"] { border-color: var(--vscode-inputValidation-errorBorder, #be1100); }
:focus-visible { outline: 1px solid var(--vscode-focusBorder); outline-offset: 1px; }
button { font: inherit; padding: 3px 10px; margin: 2px 6px 2px 0; cursor: pointer; border-radius: 11px; color: var(--vscode-button-secondaryForeground);
  background: var(--vscode-button-secondaryBackground); border: 1px solid var(--vscode-button-border, transparent); }
button:hover { background: var(--vscode-button-secondaryHoverBackground); }
button[aria-pressed="true"] { color: var(--vscode-button-foreground); background: var(--vscode-button-background); }
#output-shape { font-family: var(--vscode-editor-font-family); font-size: 1.7em; margin: 2px 0 10px; overflow-wrap: anywhere; }
pre, .values, td { font-family: var(--vscode-editor-font-family); }
pre { margin: 4px 0; white-space: pre-wrap; }
#problems { padding: 0; margin: 8px 0; list-style: none; }
#problems li { padding: 4px 0 4px 10px; margin: 4px 0; border-left: 3px solid var(--vscode-editorInfo-foreground); }
#problems li.error { border-color: var(--vscode-editorError-foreground); }
#problems li.warning { border-color: var(--vscode-editorWarning-foreground); }
img { max-width: 100%; height: auto; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; margin: 6px 0; }
td { min-width: 2.2em; padding: 1px 3px; text-align: center; font-size: 0.85em; border: 1px solid var(--vscode-editorWidget-border, #8884); color: var(--vscode-descriptionForeground); }
td.tap { color: var(--vscode-foreground); background: var(--vscode-editor-selectionHighlightBackground, #88f3); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 14px; margin: 4px 0; }
dd { margin: 0; font-family: var(--vscode-editor-font-family); }
[hidden] { display: none; }
`;
