/** The form of a reference store's id; the ids of its jobs have the same form. */
export const storeIdPattern = /^[0-9]{10,36}$/;
