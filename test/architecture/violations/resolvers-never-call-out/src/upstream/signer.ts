export type Sign = () => void;
