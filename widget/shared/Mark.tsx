/** The sign of Tightrope: a rope, and somebody on it. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" />
      <path d="M5 21c7 3 15 3 22 0" />
      <circle cx="16" cy="16.500" r="3.500" />
    </svg>
  );
}
