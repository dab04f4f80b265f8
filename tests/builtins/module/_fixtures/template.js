exports.value = <<value>>;
