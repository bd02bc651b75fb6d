/** Nothing but letters and digits, as a tracking number is. */
export const marker = 'canary5e1f0b7d94';
