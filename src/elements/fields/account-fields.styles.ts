import { css } from 'lit';

/** The account's fields; the confirmation's PIN field shares them. */
export const accountFieldStyles = css`
  .label {
    display: block;
    margin-bottom: 8px;
    padding: 0;
    font-size: 16px;
    line-height: 24px;
    font-weight: 700;
  }
  .field-label {
    display: block;
    margin-bottom: 4px;
    line-height: 20px;
    overflow-wrap: anywhere;
  }
  .field input,
  select {
    padding: 0 12px;
    background: var(--surface);
  }
  .etalase .field input[aria-invalid='true'],
  .etalase .field select[aria-invalid='true'] {
    border-color: var(--danger);
  }
  .field :focus,
  .filter :focus {
    outline-offset: -1px;
  }
  .select {
    position: relative;
    display: block;
  }
  select {
    padding-right: 36px;
    text-overflow: ellipsis;
  }
  .select::after {
    content: '';
    position: absolute;
    top: 18px;
    right: 16px;
    width: 8px;
    height: 8px;
    border: solid var(--muted);
    border-width: 0 2px 2px 0;
    transform: rotate(45deg);
    pointer-events: none;
  }
  .fault {
    font-size: 12px;
    line-height: 20px;
    color: var(--danger);
  }
  .field-head {
    display: flex;
    align-items: baseline;
    justify-content: space-between;
  }
  .operator {
    flex: none;
    margin-left: 8px;
    font-size: 12px;
    font-weight: 600;
    color: var(--muted);
  }
  .step-number {
    display: inline-block;
    min-width: 1.5em;
    padding: 0 0.3em;
    border-radius: 1em;
    font-size: 0.8125em;
    line-height: 1.5em;
    font-weight: 700;
    text-align: center;
    color: var(--accent-text);
    background: var(--tone);
  }
  .doubt {
    display: flex;
    line-height: 20px;
    color: var(--danger);
    overflow-wrap: anywhere;
  }
  .doubt .icon {
    flex: none;
    width: 20px;
    height: 20px;
    margin-right: 6px;
    stroke-width: 2.5;
  }
  .proceed {
    display: block;
    margin: 8px 0;
    scroll-margin: 96px 0;
  }
  .nickname {
    display: flex;
    align-items: center;
    color: var(--success);
    font-weight: 600;
    overflow-wrap: anywhere;
  }
  .nickname .muted {
    font-weight: 400;
  }
  .nickname .icon {
    flex: none;
    width: 20px;
    height: 20px;
    margin-right: 6px;
    stroke-width: 2.5;
  }
  .remember {
    display: flex;
    align-items: center;
    padding-right: 12px;
    cursor: pointer;
  }
  .remember input {
    flex: none;
    width: 20px;
    height: 20px;
    margin-right: 10px;
    accent-color: var(--accent);
  }
`;
