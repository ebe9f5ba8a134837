import { css } from 'lit';

export const pictureStyles = css`
  .picture {
    position: relative;
    display: block;
    height: 0;
    padding-top: 100%;
    overflow: hidden;
    background: var(--tone);
    color: var(--muted);
  }
  .picture > img,
  .overlay {
    position: absolute;
    top: 0;
    left: 0;
    width: 100%;
    height: 100%;
  }
  /* A frame with a sun in it, until there is a picture. */
  .picture::before {
    content: '';
    position: absolute;
    top: 39%;
    left: 38%;
    width: 24%;
    height: 22%;
    border: 2px solid;
    border-radius: 6px;
    background: radial-gradient(circle at 32% 36%, currentColor 12%, transparent 14%);
    opacity: 0.35;
  }
  .picture > img {
    object-fit: cover;
  }
  .broken {
    opacity: 0;
  }
  .price {
    font-size: 16px;
    line-height: 22px;
    font-weight: 700;
    color: var(--accent-text);
    font-variant-numeric: tabular-nums;
  }
  .old-price {
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  .chip {
    padding: 2px 6px;
    border-radius: 6px;
    background: var(--danger);
    color: var(--surface);
    font-size: 12px;
    line-height: 16px;
    font-weight: 700;
  }
`;

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
    height: 40px;
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
