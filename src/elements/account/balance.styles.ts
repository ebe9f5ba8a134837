import { css } from 'lit';

export const balanceStyles = css`
  .card {
    padding: 11px 12px;
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
  .pieces {
    display: grid;
    grid-template-columns: auto minmax(0, 1fr);
    align-items: center;
  }
  /* Its pieces stand in the card's own grid. */
  .profile {
    display: contents;
  }
  slot[name='header']::slotted(*) {
    grid-column: 1 / -1;
  }
  .avatar {
    position: relative;
    grid-row: 1 / span 2;
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
  /* Room for the referral's button is there before it comes. */
  .names {
    position: relative;
    display: flex;
    grid-column: 2;
    align-items: center;
    min-width: 0;
    min-height: 20px;
    padding-right: 34px;
  }
  .heading.name {
    margin: 0;
    overflow: hidden;
    font-size: 14px;
    line-height: 20px;
    font-weight: 600;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .membership {
    display: inline-flex;
    flex: 0 4 auto;
    align-items: center;
    min-width: 3em;
    margin-left: 8px;
    font-size: 12px;
    line-height: 20px;
    color: var(--muted);
  }
  .membership img {
    flex: none;
    width: 16px;
    height: 16px;
    margin-left: 4px;
    object-fit: contain;
  }
  .membership span {
    overflow: hidden;
    white-space: nowrap;
    text-overflow: ellipsis;
  }
  .referral {
    position: absolute;
    top: -12px;
    right: -10px;
    display: flex;
    align-items: center;
    justify-content: center;
    min-width: 44px;
    height: 44px;
    border-radius: var(--radius);
    font-size: 12px;
    font-weight: 600;
    color: var(--accent-text);
  }
  .referral .icon {
    width: 18px;
    height: 18px;
  }
  /* The icon says enough where the words have no room. */
  .referral span {
    display: none;
    white-space: nowrap;
  }
  .told {
    position: absolute;
    top: 28px;
    right: 0;
    z-index: 1;
    padding: 4px 10px;
    border-radius: 8px;
    background: var(--text);
    color: var(--surface);
    font-size: 12px;
    line-height: 20px;
  }
  .told:empty {
    display: none;
  }
  .wallet {
    display: flex;
    flex-wrap: wrap;
    grid-column: 2;
    align-items: center;
    justify-content: space-between;
    min-height: 28px;
    font-variant-numeric: tabular-nums;
  }
  .amount {
    display: block;
    font-size: 22px;
    line-height: 28px;
    font-weight: 700;
    letter-spacing: -0.01em;
    white-space: nowrap;
  }
  .saldo {
    margin-right: 12px;
  }
  .points {
    display: flex;
    flex: none;
    align-items: center;
    min-width: 44px;
    min-height: 44px;
    margin: -8px 0 -8px auto;
  }
  .points b {
    margin-left: 4px;
    color: var(--accent-text);
  }
  /* The buttons stay side by side while their longest words fit. */
  .actions {
    display: flex;
    flex-wrap: wrap;
    grid-column: 1 / -1;
    margin: 4px -4px -4px;
  }
  .actions > * {
    flex: 1 1 0;
    margin: 4px;
    padding: 4px 6px;
    font-size: 13px;
    line-height: 16px;
    font-weight: 600;
    text-align: center;
  }
  .entry {
    position: relative;
  }
  .dot {
    position: absolute;
    top: -4px;
    right: -4px;
    width: 12px;
    height: 12px;
    border: 2px solid var(--surface);
    border-radius: 50%;
    background: var(--danger);
  }
  .history {
    margin-top: 16px;
    padding-top: 12px;
    border-top: 1px solid var(--line);
  }
  .pieces .skeleton-shape {
    display: block;
  }
  .names .skeleton-shape {
    width: 140px;
    height: 14px;
  }
  .wallet .skeleton-shape {
    width: 120px;
    height: 22px;
  }
  .wallet .skeleton-shape + .skeleton-shape {
    width: 48px;
  }
  .actions .skeleton-shape {
    height: 44px;
    border-radius: var(--radius);
  }
  /* Amount and points stay in one line. */
  @media (max-width: 339px) {
    .profile .avatar {
      display: none;
    }
  }
  @media (min-width: 474px) {
    .names {
      padding-right: 8.5em;
    }
    .referral {
      padding: 0 10px;
    }
    .referral span {
      display: inline;
      margin-left: 6px;
    }
  }
  @media (min-width: 768px) {
    .pieces {
      grid-template-columns: auto minmax(0, 1fr) auto;
    }
    .names {
      align-self: end;
    }
    .wallet {
      align-self: start;
    }
    .actions {
      grid-row: 1 / span 2;
      grid-column: 3;
      margin: 0 -4px 0 20px;
    }
    .actions > * {
      flex: 1 0 auto;
      min-width: 112px;
      padding: 4px 16px;
    }
  }
`;
