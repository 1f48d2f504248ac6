// Which list a picker shows: several operations have a parameter of the same name, and n8n takes the one that is shown.
const { NodeHelpers } = require('n8n-workflow');

/**
 * @param {import('n8n-workflow').INodeTypeDescription} description of the node
 * @param {string} parameter name of the picker
 * @param {object} parameters what is set in the node, at least resource and operation
 * @returns {string} the node's list search method
 */
function pickerMethod(description, parameter, parameters) {
	const shown = description.properties.find(
		(one) =>
			one.name === parameter &&
			one.type === 'resourceLocator' &&
			NodeHelpers.displayParameter(
				parameters,
				one,
				{ typeVersion: [description.version].flat().at(-1) },
				description,
			),
	);
	return shown.modes.find(({ name }) => name === 'list').typeOptions.searchListMethod;
}

module.exports = { pickerMethod };
