import { css } from 'lit';

export const productCardStyles = css`
  .card {
    display: flex;
    flex-direction: column;
    width: 100%;
    height: 100%;
    overflow: hidden;
    text-align: start;
    border: 1px solid var(--line);
    border-radius: var(--radius);
    background: var(--surface);
  }
  .card .picture {
    transition: opacity 150ms ease-out;
  }
  .card:active .picture,
  .card[aria-busy='true'] .picture {
    opacity: 0.6;
  }
  @media (hover: hover) {
    .card:hover {
      border-color: var(--accent-text);
    }
  }
  .words {
    display: flex;
    flex: 1;
    flex-direction: column;
    align-items: flex-start;
    padding: 8px 10px 10px;
  }
  .name {
    display: -webkit-box;
    width: 100%;
    /* two lines of any size */
    height: calc(40em / 14);
    margin-bottom: 4px;
    overflow: hidden;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
  }
  .meta {
    width: 100%;
    min-height: 16px;
    margin-top: auto;
    overflow: hidden;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--muted);
  }
  .meta.low {
    font-weight: 600;
    color: var(--danger);
  }
  .picture .chip {
    position: absolute;
    top: 8px;
    left: 8px;
  }
  .overlay {
    display: flex;
    align-items: center;
    justify-content: center;
    background: rgba(0, 0, 0, 0.45);
  }
  .overlay b {
    padding: 4px 12px;
    border-radius: 99px;
    background: rgba(0, 0, 0, 0.75);
    color: #fff;
    font-size: 12px;
    font-weight: 600;
  }
`;
