import { css } from 'lit';

export const productStyles = css`
  .detail {
    max-width: 1120px;
    margin: 0 auto;
  }
  .columns {
    display: grid;
    grid-gap: 0 24px;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 280px), 1fr));
    align-items: start;
  }
  .gallery {
    border-radius: var(--radius);
  }
  .words {
    min-width: 0;
    padding: 12px 0 16px;
  }
  .title {
    display: flex;
    align-items: flex-start;
    justify-content: space-between;
  }
  .name {
    flex: 1;
    min-width: 0;
    padding: 10px 0 4px;
    font-size: 18px;
    line-height: 24px;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .title .round {
    margin-right: -10px;
  }
  .cost {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    min-height: 32px;
  }
  .cost > * {
    margin-right: 8px;
  }
  .cost .price {
    font-size: 22px;
    line-height: 32px;
  }
  .old-price {
    font-size: 14px;
    line-height: 20px;
  }
  .badge {
    padding: 1px 6px;
    border: 1px solid;
    border-radius: 6px;
    color: var(--danger);
    font-size: 12px;
    line-height: 16px;
    font-weight: 600;
  }
  .facts {
    display: flex;
    margin: 12px 0 0;
    padding: 10px 0;
    border: solid var(--line);
    border-width: 1px 0;
  }
  .facts > div {
    flex: 1;
    min-width: 0;
    padding-left: 12px;
    border-left: 1px solid var(--line);
  }
  .facts > div:first-child {
    padding-left: 0;
    border-left: 0;
  }
  dt {
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  dd {
    margin: 0;
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .wholesale {
    margin-top: 12px;
  }
  .wholesale ul {
    display: flex;
    flex-wrap: wrap;
    margin: 0 -4px;
    padding: 0;
    list-style: none;
  }
  .wholesale li {
    margin: 4px;
    padding: 4px 10px;
    border: 1px solid var(--line);
    border-radius: 8px;
    font-size: 13px;
    font-variant-numeric: tabular-nums;
  }
  .block {
    display: block;
    min-width: 0;
    margin: 16px 0 0;
    padding: 0;
    border: 0;
  }
  .label {
    display: block;
    margin-bottom: 8px;
    padding: 0;
    font-size: 14px;
    line-height: 20px;
    font-weight: 600;
  }
  .clamped {
    display: -webkit-box;
    overflow: hidden;
    line-height: 22px;
    white-space: pre-line;
    overflow-wrap: anywhere;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 6;
  }
  .clamped[data-expanded] {
    display: block;
  }
  .block .link {
    margin: 0 0 -12px;
    padding: 0;
  }
  .bar {
    position: sticky;
    bottom: 0;
    z-index: 1;
    display: flex;
    align-items: center;
    justify-content: space-between;
    min-height: 68px;
    padding: 8px 0;
    padding-bottom: calc(8px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
    background: var(--surface);
  }
  .total-line {
    min-width: 0;
    padding-right: 12px;
  }
  .total {
    display: block;
    font-size: 18px;
    line-height: 24px;
    font-weight: 700;
    font-variant-numeric: tabular-nums;
  }
  .picked {
    display: block;
    overflow: hidden;
    font-size: 12px;
    line-height: 16px;
    white-space: nowrap;
    text-overflow: ellipsis;
    color: var(--muted);
  }
  .status {
    position: absolute;
    bottom: 100%;
    left: 50%;
    margin-bottom: 12px;
    padding: 8px 16px;
    border-radius: 99px;
    background: var(--text);
    color: var(--surface);
    white-space: nowrap;
    opacity: 0;
    transform: translate(-50%, 8px);
    transition:
      opacity 150ms ease-out,
      transform 150ms ease-out;
    pointer-events: none;
  }
  .status[data-shown] {
    opacity: 1;
    transform: translate(-50%, 0);
  }
  .round,
  .option,
  .link,
  textarea,
  input {
    /* Keeps focused controls clear of the bar. */
    scroll-margin: 16px 0 88px;
  }
  .skeleton-name {
    width: 80%;
    height: 24px;
    margin: 10px 0;
  }
  .skeleton-price {
    width: 40%;
    height: 28px;
  }
  .skeleton-facts {
    height: 58px;
    margin: 12px 0 18px;
  }
  .skeleton-line {
    height: 14px;
    margin-top: 8px;
  }
  .skeleton-note {
    height: 66px;
    margin-top: 24px;
  }
  .skeleton-ask {
    height: 94px;
  }
  .skeleton-total {
    width: 30%;
    height: 24px;
  }
  .skeleton-buy {
    width: 50%;
    height: 44px;
    border-radius: var(--radius);
  }
  .panel .gallery {
    border-radius: 0;
  }
  .panel .words {
    padding: 8px 16px 24px;
  }
  .panel .bar {
    padding-right: 16px;
    padding-left: 16px;
  }
  @media (min-width: 768px) {
    .panel {
      width: min(920px, 94%);
    }
    .words {
      padding-top: 0;
    }
    .gallery {
      position: sticky;
      top: 0;
    }
    .skeleton-buy {
      width: 220px;
    }
    .panel .columns {
      padding: 0 24px;
    }
    .panel .gallery {
      border-radius: var(--radius);
    }
    .panel .words {
      padding: 0 0 24px;
    }
    .panel .bar {
      padding-right: 24px;
      padding-left: 24px;
    }
  }
`;
