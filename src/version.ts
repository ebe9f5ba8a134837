/** The version in `package.json`. Pages may load several at once. */
export const VERSION = '0.2.0';
