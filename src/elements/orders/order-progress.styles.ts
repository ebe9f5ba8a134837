import { css } from 'lit';

/** Styles of `OrderProgress`. */
export const orderProgressStyles = css`
  .progress {
    display: grid;
    grid-gap: 16px;
  }
  .steps {
    display: flex;
    flex-wrap: wrap;
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .step {
    position: relative;
    flex: 1 1 0;
    /* With large text a step moves to the next line before its words break. */
    min-width: min-content;
    padding: 0 4px 4px;
    text-align: center;
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  .step.now,
  .step.done,
  .step.bad {
    color: var(--text);
  }
  .step.now {
    font-weight: 700;
  }
  .step + .step::before {
    content: '';
    position: absolute;
    top: 13px;
    right: calc(50% + 20px);
    width: calc(100% - 40px);
    height: 2px;
    background: var(--line);
  }
  .step.done + .step::before {
    background: var(--success);
  }
  .dot {
    position: relative;
    display: flex;
    align-items: center;
    justify-content: center;
    width: 28px;
    height: 28px;
    margin: 0 auto 6px;
    border: 2px solid var(--line);
    border-radius: 50%;
  }
  .dot svg.icon {
    width: 18px;
    height: 18px;
    stroke-width: 2.5;
  }
  .step.done .dot {
    border-color: var(--success);
    background: var(--success);
    color: var(--surface);
  }
  .step.bad .dot {
    border-color: var(--danger);
    background: var(--danger);
    color: var(--surface);
  }
  .step.now .dot {
    border-color: var(--accent-text);
  }
  .step.now .dot::before {
    content: '';
    width: 10px;
    height: 10px;
    border-radius: 50%;
    background: var(--accent-text);
    animation: breathe 900ms ease-in-out infinite alternate;
  }
  .message {
    display: grid;
    grid-gap: 4px;
    text-align: center;
  }
  .sentence {
    font-size: 16px;
    line-height: 24px;
  }
  .sentence.good {
    color: var(--success);
  }
  .hint {
    font-size: 12px;
    line-height: 16px;
    color: var(--muted);
  }
  .voucher,
  .invoice {
    display: grid;
    grid-gap: 8px;
    grid-template-columns: minmax(0, 1fr);
    padding: 12px 16px;
    border: 1px dashed var(--muted);
    border-radius: var(--radius);
  }
  .voucher-part {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    justify-content: space-between;
  }
  .voucher-part + .voucher-part {
    padding-top: 8px;
    border-top: 1px solid var(--line);
  }
  .voucher-words {
    display: grid;
    flex: 1 1 9em;
    min-width: 0;
  }
  .voucher-part .copy {
    margin: 0 -8px 0 0;
  }
  .voucher code {
    font-family: ui-monospace, 'Roboto Mono', Menlo, Consolas, monospace;
    font-size: 18px;
    line-height: 28px;
    font-weight: 700;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
    -webkit-user-select: all;
    user-select: all;
  }
  .invoice {
    justify-items: center;
    border-style: solid;
    border-color: var(--line);
    text-align: center;
  }
  .amount {
    font-size: 20px;
    line-height: 28px;
    font-variant-numeric: tabular-nums;
  }
  .invoice .button {
    min-width: min(240px, 100%);
    margin-top: 4px;
  }
  .progress > .button {
    justify-self: center;
    min-width: min(240px, 100%);
  }
`;
