/**
 * The settings file, as systemd's `EnvironmentFile=` reads it (systemd.exec(5)): `NAME=value` lines,
 * comments on lines of their own, quotes, and a backslash before a line break. Beyond systemd it takes a
 * byte order mark and the `export ` of shells. Pure functions.
 */

/** A line whose meaning differs between readers of such files, so that none is chosen silently. */
export interface FileMistake {
  /** 1 for the first line */
  readonly line: number;
  readonly variable: string;
}

export interface SettingsFile {
  /** The last line of a name counts. */
  readonly variables: Readonly<Record<string, string>>;
  /** values with ` #` and without quotes: a comment for some readers, a part of the value for systemd */
  readonly mistakes: readonly FileMistake[];
}

const NAME = /^[A-Za-z_]\w*$/;

export function parseSettingsFile(text: string): SettingsFile {
  const reader = new Reader(text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'));
  const variables: Record<string, string> = {};
  const mistakes: FileMistake[] = [];
  while (!reader.isAtEnd()) {
    const { line } = reader;
    const name = reader.readName();
    if (name === null) continue;
    const { value, hasBareComment } = reader.readValue();
    // systemd ignores other names too.
    if (!NAME.test(name)) continue;
    variables[name] = value;
    if (hasBareComment) mistakes.push({ line, variable: name });
  }
  return { variables, mistakes };
}

class Reader {
  line = 1;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  isAtEnd(): boolean {
    return this.#at >= this.#text.length;
  }

  /** Reads up to the equals sign; `null` for a line without one: a comment, or nothing to read. */
  readName(): string | null {
    const end = this.#text.indexOf('\n', this.#at);
    const line = this.#text.slice(this.#at, end === -1 ? undefined : end);
    const equals = line.indexOf('=');
    if (/^\s*[#;]/.test(line) || equals === -1) {
      this.#at += line.length + 1;
      this.line += 1;
      return null;
    }
    this.#at += equals + 1;
    return line
      .slice(0, equals)
      .trim()
      .replace(/^export\s+/, '');
  }

  /** Reads to the line break that ends the value. Quoted parts and what follows them are joined. */
  readValue(): { readonly value: string; readonly hasBareComment: boolean } {
    let value = '';
    for (;;) {
      this.#skipSpaces();
      const quote = this.#peek();
      if (quote === '"' || quote === "'") {
        this.#next();
        value += this.#readQuoted(quote);
        continue;
      }
      const bare = this.#readBare();
      return { value: value + bare.text, hasBareComment: bare.hasComment };
    }
  }

  #readQuoted(quote: string): string {
    let text = '';
    for (let letter = this.#next(); letter !== '' && letter !== quote; letter = this.#next()) {
      if (letter !== '\\' || quote === "'") {
        text += letter;
        continue;
      }
      const escaped = this.#next();
      if (/["\\`$]/.test(escaped)) text += escaped;
      else if (escaped !== '\n') text += `\\${escaped}`;
    }
    return text;
  }

  /** Without quotes: quotes and `#` inside are letters like others. */
  #readBare(): { readonly text: string; readonly hasComment: boolean } {
    let text = '';
    // An escaped space at the end is kept.
    let keep = 0;
    for (let letter = this.#next(); letter !== '' && letter !== '\n'; letter = this.#next()) {
      if (letter !== '\\') {
        text += letter;
        continue;
      }
      const escaped = this.#next();
      if (escaped === '\n' || escaped === '') continue;
      text += escaped;
      keep = text.length;
    }
    const trimmed = text.slice(0, keep) + text.slice(keep).trimEnd();
    return { text: trimmed, hasComment: /(^|\s)#/.test(trimmed) };
  }

  #skipSpaces(): void {
    while (/[ \t]/.test(this.#peek())) this.#next();
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  /** @returns the empty string at the end */
  #next(): string {
    const letter = this.#text.charAt(this.#at++);
    if (letter === '\n') this.line += 1;
    return letter;
  }
}
