// Blanks out what is not code, so that a regular expression can look for code alone. Positions stay:
//
//   const a = "from"; // from here      the source
//   const a = "    ";                   the mask: quotes stay, their content and comments are spaces
//
// It knows strings, templates with nested code, comments and regular expressions. Apostrophes in JSX
// text can fool it, but never beyond the end of the line.

/** The source with comments, string contents and regular expressions replaced by spaces. */
export function mask(source: string): string {
  const masked = source.split("");
  const blank = (from: number, to: number) => {
    for (let i = from; i < to && i < source.length; i++) if (masked[i] !== "\n") masked[i] = " ";
  };
  // one entry per open `${`: how many braces are open in the code inside it
  const openBraces: number[] = [];
  let lastCode = "";
  let at = 0;
  while (at < source.length) {
    const char = source[at];
    if (source.startsWith("//", at)) {
      at = blankTo(endOf(source, "\n", at), at);
    } else if (source.startsWith("/*", at)) {
      at = blankTo(endOf(source, "*/", at + 2) + 2, at);
    } else if (char === '"' || char === "'") {
      at = quoted(endOfString(source, at), at);
    } else if (char === "`" || (char === "}" && openBraces.at(-1) === 0)) {
      if (char === "}") openBraces.pop();
      at = template(at);
    } else if (char === "/" && startsRegularExpression(lastCode)) {
      at = quoted(endOfRegularExpression(source, at), at);
    } else {
      if (openBraces.length > 0) openBraces[openBraces.length - 1] += braceStep(char);
      if (char.trim() !== "") lastCode = nextLastCode(lastCode, source, at);
      at++;
    }
  }
  return masked.join("");

  function blankTo(end: number, from: number): number {
    blank(from, end);
    return end;
  }
  function quoted(end: number, from: number): number {
    blank(from + 1, end - 1);
    lastCode = '"';
    return end;
  }
  function template(from: number): number {
    const end = endOfTemplateText(source, from + 1);
    const opensCode = source[end - 1] === "{";
    blank(from + 1, opensCode ? end - 2 : end - 1);
    if (opensCode) openBraces.push(0);
    lastCode = opensCode ? "{" : '"';
    return end;
  }
}

function braceStep(char: string): number {
  return char === "{" ? 1 : char === "}" ? -1 : 0;
}

/** The last word or sign of code: enough to tell a division from a regular expression. */
function nextLastCode(lastCode: string, source: string, at: number): string {
  const char = source[at];
  const isWordChar = /[\w$]/.test(char);
  const continuesWord = isWordChar && at > 0 && /[\w$]/.test(source[at - 1]);
  return continuesWord ? lastCode + char : char;
}

function startsRegularExpression(lastCode: string): boolean {
  if (/^(return|typeof|case|in|of|delete|void|throw|new|else|do|await|yield)$/.test(lastCode)) {
    return true;
  }
  return lastCode === "" || /^[([{,;=:?!&|+\-*%^~<>]$/.test(lastCode);
}

function endOf(source: string, mark: string, from: number): number {
  const end = source.indexOf(mark, from);
  return end === -1 ? source.length : end;
}

function endOfString(source: string, start: number): number {
  const quote = source[start];
  for (let i = start + 1; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === quote) return i + 1;
    else if (source[i] === "\n") return i;
  }
  return source.length;
}

function endOfRegularExpression(source: string, start: number): number {
  let isInClass = false;
  for (let i = start + 1; i < source.length; i++) {
    const char = source[i];
    if (char === "\\") i++;
    else if (char === "\n") return i;
    else if (char === "[") isInClass = true;
    else if (char === "]") isInClass = false;
    else if (char === "/" && !isInClass) return i + 1;
  }
  return source.length;
}

/** The position after the closing backtick, or after the `${` that opens code. */
function endOfTemplateText(source: string, start: number): number {
  for (let i = start; i < source.length; i++) {
    if (source[i] === "\\") i++;
    else if (source[i] === "`") return i + 1;
    else if (source.startsWith("${", i)) return i + 2;
  }
  return source.length;
}
