import { css } from 'lit';

export const balanceStyles = css`
  .card {
    padding: 16px;
    border: 1px solid var(--line);
    border-radius: var(--radius);
  }
  .card .state {
    padding: 16px 0;
  }
  /* One line where there is room, so that the products start higher on the page. */
  .card .guest {
    display: flex;
    align-items: center;
    grid-gap: 0;
    margin: -6px;
    padding: 0;
    text-align: start;
  }
  .card .guest > * {
    margin: 6px;
  }
  .card .guest strong {
    display: flex;
    flex: 1;
    align-items: center;
    min-height: 60px;
  }
  .card .guest .button {
    flex: none;
  }
  @media (max-width: 399px) {
    .card .guest .avatar {
      display: none;
    }
  }
  @media (min-width: 474px) {
    .card .guest strong {
      min-height: 0;
    }
  }
  .card .stale {
    margin-bottom: 12px;
    border-radius: 8px;
  }
  /* Side by side, wrapping where the card is too narrow. */
  .pieces {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    margin: -8px;
  }
  .pieces > * {
    flex: 1 1 200px;
    min-width: 0;
    margin: 8px;
  }
  .pieces > :first-child {
    flex-grow: 3;
  }
  .pieces > .wallet {
    flex-basis: 260px;
  }
  slot {
    display: block;
  }
  .profile {
    display: flex;
    align-items: center;
    min-height: 48px;
  }
  .avatar {
    position: relative;
    margin-right: 12px;
    font-size: 18px;
    font-weight: 700;
  }
  .avatar img {
    position: absolute;
    width: 100%;
    height: 100%;
    object-fit: cover;
    background: var(--tone);
  }
  .broken {
    display: none;
  }
  .names {
    min-width: 0;
  }
  .name {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .membership {
    display: inline-flex;
    align-items: center;
    max-width: 100%;
    padding: 2px 8px;
    vertical-align: top;
    border-radius: 99px;
    background: var(--tone);
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  .membership img {
    width: 16px;
    height: 16px;
    margin: 0 4px 0 -4px;
    object-fit: contain;
  }
  .membership span {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .wallet {
    display: flex;
    flex-wrap: wrap;
    align-items: flex-end;
    justify-content: space-between;
    font-variant-numeric: tabular-nums;
  }
  .amount {
    display: block;
    font-size: 26px;
    line-height: 32px;
    font-weight: 700;
    letter-spacing: -0.01em;
  }
  .saldo {
    margin-right: 16px;
  }
  .points {
    flex: none;
    min-width: 44px;
    margin-left: auto;
    text-align: right;
  }
  .points b {
    display: block;
    padding-top: 4px;
    font-size: 16px;
    line-height: 28px;
    color: var(--accent-text);
  }
  .actions {
    display: flex;
  }
  .actions > * {
    flex: 1;
    padding: 0 12px;
  }
  .actions > * + * {
    margin-left: 12px;
  }
  .history {
    margin-top: 16px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  .pieces .skeleton-shape {
    display: block;
  }
  .profile .avatar + .skeleton-shape {
    width: 140px;
    height: 20px;
  }
  .wallet .skeleton-shape {
    width: 160px;
    height: 28px;
    margin: 18px 0 2px;
  }
  .wallet .skeleton-shape + .skeleton-shape {
    width: 48px;
  }
  .actions .skeleton-shape {
    height: 44px;
    border-radius: var(--radius);
  }
`;
