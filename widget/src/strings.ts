/** Every text the widget itself shows or reads aloud. What the assistant says comes from the server. */
export const strings = {
  /** Of all texts here, for screen readers and the form of dates. */
  language: "en",
  direction: "ltr",

  name: "Tightrope",
  subtitle: "Not a therapist, not for emergencies.",
  open: "Chat with Tightrope",
  openUnread: "Chat with Tightrope, a new message",
  unread: "A new message from Tightrope.",
  close: "Close the chat",
  menu: "Menu",
  startOver: "Start over",
  saveText: "Save as text",
  keep: "Keep on this device",
  whatIsKept: "What is kept?",
  giveFeedback: "Give feedback",
  eraseAll: "Erase everything",
  leave: "Leave quickly",
  leaveHint: "Clears this chat and opens another site. Pressing Shift three times does the same.",
  noScript: "This chat needs JavaScript. Please turn it on and reload the page.",

  kept: "From now on this is kept on this device. Whoever uses the device can read it.",
  keptAgain: "Kept on this device from now on.",
  keptNoMore: "No longer kept on this device. It goes when this tab is closed.",
  cannotKeep: "This browser doesn't let the chat keep anything.",
  understood: "All right",

  conversation: "Conversation",
  fromPerson: "You:",
  fromBot: "Tightrope:",
  typing: "Tightrope is writing…",
  newSession: "A new conversation starts here.",
  yesterday: (time: string) => `Yesterday, ${time}`,
  savedOn: (moment: string) => `Tightrope, saved ${moment}`,

  answers: "Quick answers",
  picture: "A picture",
  openPicture: "Open the picture",
  file: "A file",
  download: (name: string) => `Download ${name}`,
  fileElsewhere: "A file from another place can't be shown here.",

  field: "Your message",
  placeholder: "What happened?",
  send: "Send",
  keys: "Enter sends. Shift and Enter starts a new line.",
  left: (count: number) => (count === 1 ? "1 character left" : `${count} characters left`),
  tooLong: (count: number) =>
    `That is ${count} ${count === 1 ? "character" : "characters"} too long. ` +
    "Shorten it a little, or send it in two parts.",

  unsent: "Not sent.",
  unanswered: "Not answered.",
  refused: "This could not be taken. Try shorter, plain text.",
  greetingMissing: "No answer from the server yet.",
  tryAgain: "Try again",
  connecting: "Connecting…",
  reconnecting: "Connection lost. Reconnecting…",
  offline: "You are offline. Nothing here is lost.",
} as const;
