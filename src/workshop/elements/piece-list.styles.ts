import { css } from 'lit';

export const pieceListStyles = css`
  ol {
    margin: 8px 0 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding-bottom: 8px;
    transition: transform 150ms ease-out;
  }
  li.dragged {
    z-index: 1;
    transition: none;
  }
  .row {
    display: flex;
    align-items: center;
    border: 1px solid var(--control-line);
    border-radius: 12px;
    background: var(--surface);
  }
  .dragged .row {
    border-color: var(--accent);
    background: var(--tint);
  }
  .row > button {
    display: grid;
    flex: none;
    place-items: center;
    width: 40px;
    min-height: 48px;
    color: var(--muted);
    border-radius: 10px;
  }
  .row > button:hover {
    color: var(--text);
  }
  .row > button[disabled] {
    opacity: 0.3;
    cursor: default;
  }
  .row > .handle {
    width: 36px;
    cursor: grab;
    touch-action: none;
  }
  .dragged .handle {
    cursor: grabbing;
  }
  .name {
    flex: 1;
    min-width: 0;
    padding: 8px 0;
    font-weight: 500;
    overflow-wrap: anywhere;
  }
  .name small {
    display: block;
    overflow: hidden;
    font-size: 13px;
    font-weight: 400;
    line-height: 18px;
    color: var(--muted);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .settings {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(140px, 1fr));
    gap: 12px;
    padding: 12px 4px 4px;
  }
  .settings .field {
    margin: 0;
  }
  textarea {
    min-height: 120px;
    font-family: ui-monospace, monospace;
    font-size: 13px;
  }
  .wide {
    grid-column: 1 / -1;
  }
  h3 {
    margin-top: 8px;
    font-size: 15px;
  }
  .add {
    margin-top: 8px;
  }
`;
