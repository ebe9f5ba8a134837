/** A finished page or a theme, as a file of the demo: its first comment is its name and a sentence. */

export interface StartingPoint {
  /** the file's name without its end */
  readonly name: string;
  readonly text: string;
  readonly title: Words;
  readonly about: Words;
}

export interface Words {
  readonly id: string;
  readonly en: string;
}

const COMMENT = /^\s*(?:<!doctype html>\s*)?(?:<!--([^]*?)-->|\/\*([^]*?)\*\/)/i;

/** `Toko utuh · Whole shop: kalimat. · sentence.`, the sentences being optional. */
export function readStartingPoint(path: string, text: string): StartingPoint {
  const name = (path.split('/').pop() ?? '').replace(/\.\w+$/, '');
  const [, markup, css] = COMMENT.exec(text) ?? [];
  const comment = (markup ?? css ?? name).replace(/\s+/g, ' ').trim();
  const [title = '', ...about] = comment.split(': ');
  return {
    name,
    text: text.replace(COMMENT, ''),
    title: readWords(title, name),
    about: readWords(about.join(': '), '', capitalize),
  };
}

const capitalize = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function readWords(text: string, otherwise: string, change = (word: string) => word): Words {
  const [id = '', en = ''] = text.split('·').map((each) => change(each.trim()));
  return { id: id || otherwise, en: en || id || otherwise };
}
