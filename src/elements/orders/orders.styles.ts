import { css } from 'lit';

export const ordersStyles = css`
  .row {
    flex-direction: column;
    width: 100%;
    min-height: 104px;
    text-align: start;
  }
  .line {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
    flex-wrap: wrap;
    width: 100%;
  }
  .foot-line {
    align-items: center;
    margin-top: auto;
    padding-top: 12px;
  }
  .title {
    min-width: 0;
    padding-right: 12px;
    font-weight: 600;
  }
  .price {
    flex: none;
    margin-left: auto;
    font-weight: 700;
    color: var(--accent-text);
    font-variant-numeric: tabular-nums;
  }
  .about {
    width: 100%;
    margin-top: 2px;
  }
  .foot-line .muted {
    flex: none;
    padding-left: 12px;
  }
  .status {
    min-width: 0;
    padding: 4px 8px;
  }
  .status.live {
    padding-left: 22px;
  }
  .status.live::after {
    content: '';
    position: absolute;
    top: 9px;
    left: 9px;
    width: 6px;
    height: 6px;
    border-radius: 50%;
    background: currentColor;
    animation: breathe 900ms ease-in-out infinite alternate;
  }
  .row .skeleton-shape {
    width: 50%;
    height: 16px;
    margin: 2px 0;
  }
  .row .skeleton-shape.short {
    width: 25%;
  }
  .row .skeleton-shape.mid {
    width: 65%;
    height: 12px;
    margin: 4px 0 2px;
  }
  .row .skeleton-shape.tag {
    width: 80px;
    height: 24px;
    margin: 0;
  }
  .panel {
    min-height: min(420px, 92%);
  }
  .panel-head .heading {
    margin: 0;
  }
  .scroller {
    padding: 4px 16px 24px;
  }
  .panel .bar {
    display: flex;
    flex: none;
    padding: 8px 16px;
    padding-bottom: calc(8px + env(safe-area-inset-bottom));
    border-top: 1px solid var(--line);
  }
  .panel .bar .button {
    flex: 1;
  }
  @media (min-width: 768px) {
    .scroller {
      padding: 4px 24px 24px;
    }
    .panel .bar {
      padding-right: 24px;
      padding-left: 24px;
    }
  }
`;
