export interface TelegramMessage {
  readonly message_id: number;
  readonly chat: string;
  readonly text: string;
}

export interface TelegramState {
  /** Oldest first. */
  readonly messages: TelegramMessage[];
}
