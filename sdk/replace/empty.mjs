// Stands in for what only browsers need: bowser.
export default {};
