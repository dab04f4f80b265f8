process.on('message', (message) => {
  process.send({ echo: message, type: typeof message });
  if (message === 'last') process.disconnect();
});
process.send(['started', process.connected, process.env.NODE_CHANNEL_FD, process.argv.slice(2), process.execArgv]);
