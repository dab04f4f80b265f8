// process.mainModule is the program's own module.
console.log(process.mainModule === module, process.mainModule === require.main, Object.getOwnPropertyDescriptor(process, "mainModule").enumerable);
