import { css } from 'lit';

export const searchStyles = css`
  .top {
    display: flex;
    align-items: flex-start;
  }
  .search {
    flex: 1;
    min-width: 0;
    padding: 6px 0;
  }
  .shortcut {
    display: flex;
    flex: none;
    align-items: center;
    justify-content: center;
    min-width: 44px;
    height: 44px;
    margin-top: 6px;
    border-radius: var(--radius);
  }
  .search + .shortcut {
    margin-left: 4px;
  }
  .shortcut:focus {
    outline-offset: -4px;
  }
  /* In the line, so that a large number makes room for itself. */
  .count {
    align-self: flex-start;
    min-width: 16px;
    margin: 2px 0 0 -10px;
    padding: 0 3px;
    border-radius: 8px;
    background: var(--danger);
    color: var(--surface);
    font-size: 10px;
    line-height: 16px;
    text-align: center;
    font-variant-numeric: tabular-nums;
  }
  .box {
    position: relative;
    display: block;
    color: var(--muted);
  }
  .box > .icon {
    position: absolute;
    top: 12px;
    left: 12px;
    width: 20px;
    height: 20px;
    pointer-events: none;
  }
  input {
    display: block;
    width: 100%;
    height: 44px;
    padding: 0 44px 0 40px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--tone);
    color: var(--text);
    font-size: 16px;
    -webkit-appearance: none;
    appearance: none;
  }
  input::placeholder {
    color: var(--muted);
    opacity: 1;
  }
  input::-webkit-search-cancel-button {
    display: none;
  }
  input:focus {
    outline-offset: -1px;
  }
  .clear {
    position: absolute;
    top: 0;
    right: 0;
    display: flex;
    align-items: center;
    justify-content: center;
    width: 44px;
    height: 44px;
    border-radius: var(--radius);
  }
  .clear:focus {
    outline-offset: -4px;
  }
  .clear .icon {
    width: 20px;
    height: 20px;
  }
  .hint > span {
    display: block;
    padding: 6px 12px 2px;
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
`;
