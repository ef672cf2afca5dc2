export const roles = ['employee', 'manager', 'admin'] as const;
export type Role = (typeof roles)[number];

/** True when `role` has every right that `required` has. */
export function atLeast(role: Role, required: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(required);
}
