/** Every text the widget itself shows or reads aloud. What the assistant says comes from the server. */
export const strings = {
  name: "Tightrope",
  subtitle: "Not a therapist, not for emergencies.",
  startOver: "Start over",
  startOverHint: "Start over: clears this conversation from the screen",
  leave: "Leave quickly",
  leaveHint: "Clears this chat and opens another site. Pressing Shift three times does the same.",
  noScript: "This chat needs JavaScript. Please turn it on and reload the page.",

  conversation: "Conversation",
  fromPerson: "You:",
  fromBot: "Tightrope:",
  typing: "Tightrope is writing…",
  newSession: "A new conversation starts here.",

  answers: "Quick answers",
  picture: "A picture",
  openPicture: "Open the picture",

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
