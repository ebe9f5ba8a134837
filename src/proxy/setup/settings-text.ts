/** Changes of the settings file's text that leave everything else in it as it is. Pure functions. */
import { isDeepStrictEqual } from 'node:util';
import { parseSettingsFile } from '../config/settings-file.js';

/** Sets variables in their own lines where the text has such lines, otherwise at its end. */
export const setVariables = (text: string, values: Readonly<Record<string, string>>): string =>
  Object.entries(values).reduce((changed, pair) => setVariable(changed, ...pair), text);

function setVariable(text: string, name: string, value: string): string {
  const assignment = `${name}=${quote(value)}`;
  const { variables } = parseSettingsFile(text);
  if (variables[name] === value) return text;
  const lines = text.split('\n');
  const pattern = RegExp(`^\\s*(export\\s+)?${name}\\s*=`);
  const last = lines.findLastIndex((line) => pattern.test(line));
  const replaced = lines.map((line, i) => (i === last ? assignment : line)).join('\n');
  // A value over several lines, or a line inside one, is no line to replace.
  const isOneLine = parseSettingsFile(lines[last] ?? '').variables[name] === variables[name];
  const changed = { ...variables, [name]: value };
  if (isOneLine && isDeepStrictEqual({ ...parseSettingsFile(replaced).variables }, changed))
    return replaced;
  return `${text}${text === '' || text.endsWith('\n') ? '' : '\n'}${assignment}\n`;
}

/** In quotes where readers of such files would not take the letters as they are. */
const quote = (value: string): string =>
  /^[\w.:/@+,*=?%&~-]*$/.test(value) ? value : `"${value.replace(/["\\`$]/g, '\\$&')}"`;
